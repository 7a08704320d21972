#!/usr/bin/env bash
# Builds the image, runs it and looks: it is small and not root, its health check works, an execution succeeds and is
# still there after the server was killed.
#
# usage: docker/smoke.sh [--bootstrap]
#   --bootstrap  the base image is made by debootstrap, for machines that reach packages but no image registry
# SFN_BASE_IMAGE names another base image than the Dockerfile's.
#
# Takes Docker where an engine answers, otherwise buildah, which needs root and neither daemon nor kernel features.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
image=localhost/sfn-emulator:smoke
base=localhost/sfn-emulator-base:smoke
most_megabytes=60
name=sfn-emulator-smoke-$$
work=$(mktemp -d /tmp/sfn-smoke-XXXXXX)
build_options=(${SFN_BASE_IMAGE:+--build-arg "BASE_IMAGE=$SFN_BASE_IMAGE"})
server=''

say() { printf 'smoke: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

# --- Docker -------------------------------------------------------------------------------------------------------------

docker_import_base() { tar -C "$1" -c . | docker import - "$base" >/dev/null; }
docker_build() { docker build -q -f "$root/docker/Dockerfile" -t "$image" "${build_options[@]}" "$root" >/dev/null; }
docker_user() { docker image inspect --format '{{.Config.User}}' "$image"; }
docker_megabytes() { echo $(($(docker image inspect --format '{{.Size}}' "$image") / 1000000)); }
docker_start() {
  docker volume create "$name" >/dev/null
  docker run -d --name "$name" --read-only --cap-drop ALL -v "$name:/data" -p 127.0.0.1::8083 "$image" >/dev/null
  port=$(docker port "$name" 8083/tcp | sed 's/.*://')
}
docker_health() { docker exec "$name" /usr/bin/sfn-emulator health; }
docker_kill() { docker kill "$name" >/dev/null && docker rm "$name" >/dev/null; }
docker_clean() { docker rm -f "$name" >/dev/null 2>&1 || true; docker volume rm "$name" >/dev/null 2>&1 || true; }

# --- buildah ------------------------------------------------------------------------------------------------------------

buildah_() { buildah --storage-driver vfs "$@"; }
buildah_import_base() {
  local container
  container=$(buildah_ from scratch)
  buildah_ add --quiet "$container" "$1" / >/dev/null
  buildah_ commit --quiet --rm "$container" "$base" >/dev/null
}
buildah_build() {
  # Only Docker's format of images knows health checks.
  buildah_ build --isolation chroot --layers --format docker -f "$root/docker/Dockerfile" -t "$image" "${build_options[@]}" "$root"
}
buildah_user() { buildah_ inspect --type image --format '{{.Docker.Config.User}}' "$image"; }
buildah_megabytes() {
  local mounted
  mounted=$(buildah_ mount "$name")
  du -sm "$mounted" | cut -f 1
  buildah_ umount "$name" >/dev/null
}
buildah_prepare() { buildah_ from --name "$name" "$image" >/dev/null; install -d -o 10001 -g 10001 "$work/data"; }
# The isolation shares the network of the machine, so the port must be a free one of the machine; and what is declared as a
# volume stays the image's own, so the data lies beside it.
buildah_run() {
  buildah_ run --isolation chroot --user 10001:10001 -v "$work/data:/smoke-data" --env SFN_DATA_DIR=/smoke-data \
    --env SFN_PORT="${port:-0}" --env SFN_HOST=127.0.0.1 "$name" -- "$@"
}
buildah_start() {
  port=0
  buildah_run /usr/bin/sfn-emulator >"$work/server.log" 2>&1 &
  for _ in {1..100}; do
    if port=$(sed -n 's/^Starting server on port //p' "$work/server.log") && [[ -n $port ]]; then break; fi
    sleep 0.1
  done
  [[ -n $port ]] || { cat "$work/server.log" >&2; fail "the server did not start"; }
  # The server itself, below buildah's own processes.
  server=$(pgrep -u 10001 -f '^/usr/bin/sfn-emulator$' --newest)
}
buildah_health() { buildah_run /usr/bin/sfn-emulator health; }
buildah_kill() { kill -9 "$server"; wait || true; }
buildah_clean() {
  [[ -z $server ]] || kill -9 "$server" 2>/dev/null || true
  buildah_ rm "$name" >/dev/null 2>&1 || true
}

# --- the test -----------------------------------------------------------------------------------------------------------

clean() {
  local status=$?
  "${tool}_clean"
  rm -rf --one-file-system "$work"
  if [[ $status == 0 ]]; then say "1 passed, 0 failed"; fi
}

bootstrap_base() {
  local suite=bookworm mirror
  command -v debootstrap >/dev/null || fail "debootstrap is not installed"
  mirror=$(awk '$1 == "URIs:" || $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /\/debian\/?$/) { print $i; exit } }' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true)
  say "making a base of Debian $suite"
  debootstrap --variant=minbase "$suite" "$work/base" ${mirror:+"$mirror"} >"$work/debootstrap.log" ||
    { tail "$work/debootstrap.log" >&2; fail "debootstrap failed"; }
  # How this machine reaches packages holds for the image's building too.
  for file in /etc/apt/apt.conf.d/*; do
    if grep -qi proxy "$file"; then cp "$file" "$work/base/etc/apt/apt.conf.d/"; fi
  done
  "${tool}_import_base" "$work/base"
  rm -rf --one-file-system "$work/base"
  build_options=(--build-arg "BASE_IMAGE=$base")
}

# Calls the API: drives one execution to its end, or describes the one of an earlier run.
call() { PYTHONPATH=$root/integration-tests python3 - "http://127.0.0.1:$port" "$1" <<'PYTHON'
import json
import sys

from harness.client import Client

client, act = Client(sys.argv[1]), sys.argv[2]
arn = "arn:aws:states:us-east-1:123456789012:execution:smoke:one"
if act == "run":
    definition = {"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": "it works", "End": True}}}
    machine = client.call("CreateStateMachine", name="smoke", definition=json.dumps(definition),
                          roleArn="arn:aws:iam::123456789012:role/any")
    started = client.call("StartExecution", stateMachineArn=machine["stateMachineArn"], name="one", input="{}")
    assert started["executionArn"] == arn, started
ended = client.wait(arn)
assert (ended["status"], ended["output"]) == ("SUCCEEDED", '"it works"'), ended
PYTHON
}

main() {
  if docker info >/dev/null 2>&1; then tool=docker; elif command -v buildah >/dev/null; then tool=buildah; else
    fail "neither a Docker engine nor buildah is here"
  fi
  trap clean EXIT
  case ${1:-} in
    '') ;;
    --bootstrap) bootstrap_base ;;
    *) fail "usage: docker/smoke.sh [--bootstrap]" ;;
  esac

  say "building with $tool"
  "${tool}_build"
  if [[ $tool == buildah ]]; then buildah_prepare; fi
  [[ $("${tool}_user") == 10001:10001 ]] || fail "the image runs as '$("${tool}_user")'"
  size=$("${tool}_megabytes")
  ((size <= most_megabytes)) || fail "the image has $size MB, more than $most_megabytes"
  say "the image has $size MB"

  "${tool}_start"
  "${tool}_health"
  call run
  "${tool}_kill"
  if "${tool}_health" 2>/dev/null; then fail "the health check passes without a server"; fi
  "${tool}_start"
  call look
  say "an execution succeeded, and was there after a kill"
}

port=''
main "$@"
