#!/usr/bin/env bash
# Runs the benchmarks and prints one table: medians, ratios to bare HikariCP, bytes per operation.
#
#   run.sh [--quick] [--rounds=<forks of each pool>] [--pools=<name>,<name>]
#   run.sh --recovery [<rounds>]     time to the first success after a restore; needs CRIU
#
# The JVM is the one at JAVA_HOME, else the one on the PATH. JSON results and JMH's log go to target/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
jar=target/benchmarks.jar
if [ ! -f "$jar" ]; then
	echo "$jar is missing; build it with: mvn -q package -pl benchmarks -am -DskipTests" >&2
	exit 1
fi

if [ "${1:-}" = "--recovery" ]; then
	shift
	exec "$java" -cp "$jar" io.github.jdbcguard.benchmarks.RecoveryBenchmark "$@"
fi
# JMH 1.37 still uses what JDK 24 and newer warn of
options=(-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow)
exec "$java" "${options[@]}" -cp "$jar" io.github.jdbcguard.benchmarks.Report target "$@"
