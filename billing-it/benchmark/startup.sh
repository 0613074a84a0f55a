#!/bin/sh
# How long does the module take to start, and how much of that is the server's own time?
#
# Starts the single jar and the same runtime with an empty WAR, alternating, each with a new data directory, and compares
# the medians from the command to the line that says it is ready: time on the clock, and time of the processors, which a
# busy machine does not blur. Linux, after: mvn package -DskipTests
#
#   billing-it/benchmark/startup.sh [RUNS]      default 3; PORT=18190, JAVA=java and JAVA_OPTIONS may be set
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
jar=$root/billing-web/target/billing-micro.jar
base=$root/server-config/payara-micro/target/billing-launcher-micro.jar
report=$root/billing-it/benchmark/target/startup.json
runs=${1:-3}
port=${PORT:-18190}
java=${JAVA:-java}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/empty/WEB-INF" "$(dirname "$report")"
echo '<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"/>' > "$work/empty/WEB-INF/web.xml"
"$(dirname "$(readlink -f "$(command -v "$java")")")/jar" --create --file "$work/empty.war" -C "$work/empty" .
"$java" -cp "$base" dev.accrue.billing.launcher.Assembler "$work/empty.war" /empty "$work/empty-micro.jar"

# Starts a jar, and prints the milliseconds of clock and processors until it was ready.
start() {
  rm -rf "$work/data"
  begin=$(date +%s%N)
  # shellcheck disable=SC2086 # several options
  "$java" ${JAVA_OPTIONS:-} -jar "$1" --port "$port" --data "$work/data" > "$work/out" 2> "$work/err" &
  server=$!
  until grep -q '^Ready' "$work/out"; do
    if ! kill -0 "$server" 2> /dev/null; then cat "$work/err" >&2; return 1; fi
    sleep 0.02
  done
  end=$(date +%s%N)
  ticks=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
  kill "$server"
  wait "$server" 2> /dev/null || true
  echo "$(((end - begin) / 1000000)) $((ticks * 1000 / $(getconf CLK_TCK)))"
}

# The median of one column of a file.
median() { cut -d ' ' -f "$2" "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# The medians of a file as JSON.
medians() { printf '{"clock":%s,"processors":%s}' "$(median "$1" 1)" "$(median "$1" 2)"; }

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  start "$work/empty-micro.jar" >> "$work/empty.txt"
  start "$jar" >> "$work/module.txt"
  echo "run $run, clock and processors in ms: empty WAR $(tail -1 "$work/empty.txt"), module $(tail -1 "$work/module.txt")" >&2
done
printf '{"unit":"ms","runs":%s,"emptyWar":%s,"module":%s}\n' \
  "$runs" "$(medians "$work/empty.txt")" "$(medians "$work/module.txt")" | tee "$report"
