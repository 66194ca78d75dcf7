#!/usr/bin/env bash
# Runs the benchmarks and prints one table: medians, ratios to bare HikariCP, bytes per operation.
#
#   run.sh [--quick] [--policies] [--rounds=<forks of each pool>] [--pools=<name>,<name>]
#   run.sh --overflow [<rounds>]     throughput of 64 threads on a pool that may overflow
#   run.sh --virtual [<rounds>]      throughput of 10,000 virtual threads on 10 connections; needs JDK 21 or newer
#   run.sh --session [<rounds>]      throughput of a request handler by what it works with
#   run.sh --unused-session          what a session costs a request that does not use it
#   run.sh --recovery [<rounds>]     time to the first success after a restore; needs CRIU
#
# --policies compares the properties of jdbc-guard.pool, each by itself; --pools chooses from what is compared otherwise.
# The JVM is the one at JAVA_HOME, else the one on the PATH. JSON results and JMH's log go to target/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
jar=target/benchmarks.jar
if [ ! -f "$jar" ]; then
	echo "$jar is missing; build it with: mvn -q package -pl benchmarks -am -DskipTests" >&2
	exit 1
fi

case "${1:-}" in
--overflow) other=OverflowBenchmark ;;
--virtual) other=VirtualThreadsBenchmark ;;
--session) other=SessionBenchmark ;;
--recovery) other=RecoveryBenchmark ;;
*) other= ;;
esac
if [ -n "$other" ]; then
	shift
	exec "$java" -cp "$jar" "io.github.jdbcguard.benchmarks.$other" "$@"
fi
# JMH 1.37 still uses what JDK 24 and newer warn of
options=(-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow)
if [ "${1:-}" = --unused-session ]; then
	exec "$java" "${options[@]}" -jar "$jar" UnusedSessionBenchmark
fi
exec "$java" "${options[@]}" -cp "$jar" io.github.jdbcguard.benchmarks.Report target "$@"
