#!/usr/bin/env bash
# Films a script by the API alone: signs in, makes a project, hands in a draft, sees what it takes, films, watches, downloads.
#
#   npm start                                    # in another terminal: prints the address and a sign-in link
#   docs/api/film.sh '<the sign-in link>'        # or STUDIO_API_KEY=fs_live_… docs/api/film.sh
#
# Needs curl and node. SCRIPT=my-script.fountain films another script, KIND=film a whole film instead of a draft of boards.
set -euo pipefail
studio=${STUDIO:-http://127.0.0.1:8000}
script=${SCRIPT:-$(dirname "$0")/../../examples/the-last-ferry.fountain}
kind=${KIND:-draft}
out=${OUT:-$(basename "$script" .fountain).mp4}

json() { node -e 'const t = require("fs").readFileSync(0, "utf8"); if (!t) process.exit(1); let v = JSON.parse(t); for (const k of process.argv[1].split(".")) v = v?.[k]; console.log(v ?? "")' "$1"; }
ask() { # METHOD PATH [curl options…]: the answer, or the problem and an end
  local method=$1 path=$2 answer status
  shift 2
  answer=$(curl -sS -X "$method" "$studio$path" -H "$credential" -w '\n%{http_code}' "$@")
  status=${answer##*$'\n'}
  [ "$status" -lt 400 ] || { printf '%s %s: %s\n' "$method" "$path" "${answer%$'\n'*}" >&2; exit 1; }
  printf '%s' "${answer%$'\n'*}"
}
as_json=(-H 'content-type: application/json')

# 1. Sign in: the one-time link, or an API key.
if [ -n "${STUDIO_API_KEY:-}" ]; then
  credential="X-API-Key: $STUDIO_API_KEY"
else
  link=${1:?Give the sign-in link that npm start printed, or set STUDIO_API_KEY.}
  studio=${link%%/sign-in*}
  credential='accept: application/json'
  session=$(ask POST /v1/sessions/link "${as_json[@]}" -d "{\"token\":\"${link##*#token=}\",\"refreshTokenIn\":\"body\"}")
  credential="Authorization: Bearer $(json accessToken <<<"$session")"
  # A session is short: a key of its own lasts, and is good for films alone.
  key=$(ask POST /v1/api-keys "${as_json[@]}" -d '{"name":"film.sh","scopes":["projects:read","projects:write","films:write"]}')
  credential="X-API-Key: $(json key <<<"$key")"
  echo "For the next time: export STUDIO=$studio STUDIO_API_KEY=$(json key <<<"$key")"
fi

# 2. A project, and the script in it.
project=$(ask POST /v1/projects "${as_json[@]}" -d '{"name":"By the API alone"}' | json id)
draft=$(node -e 'const fs = require("fs"); const path = process.argv[1]; console.log(JSON.stringify({ name: require("path").basename(path), content: fs.readFileSync(path, "utf8") }))' "$script")
ask POST "/v1/projects/$project/drafts" "${as_json[@]}" -d "$draft" | json breakdown.title

# 3. What it takes, before it is made.
ask POST "/v1/projects/$project/plan" "${as_json[@]}" -d "{\"kind\":\"$kind\"}" | json sentence

# 4. Film it. The Idempotency-Key makes it one film however often this is sent.
film=$(ask POST "/v1/projects/$project/films" "${as_json[@]}" -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" -d "{\"kind\":\"$kind\"}" | json id)
echo "Film $film"
until status=$(ask GET "/v1/films/$film" | json status) && [ "$status" != running ]; do sleep 2; done
[ "$status" = done ] || { ask GET "/v1/films/$film" >&2; exit 1; }

# 5. Download it: the answer is a link that is good for an hour. It is followed without our key, which is nobody's where the file lies.
link=$(curl -sSf -o /dev/null -w '%{redirect_url}' "$studio/v1/films/$film/files/film.mp4" -H "$credential")
curl -sSf "$link" -o "$out"
echo "It is $out, for $(ask GET "/v1/films/$film" | json cost) credits."
