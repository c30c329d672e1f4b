# shellcheck shell=bash
# For suites written in bash: steps that pass or fail, counted. Sourced with TASUKI_OUT set.

steps_log=$TASUKI_OUT/$(basename "$0").steps
passed=0 failed=0

# step WHAT COMMAND…: one line; what the command said is shown when it failed.
step() {
	local what=$1 begun=$SECONDS
	shift
	if "$@" >"$steps_log" 2>&1 </dev/null; then
		echo "ok      $what ($((SECONDS - begun)) s)"
		passed=$((passed + 1))
	else
		echo "FAILED  $what ($((SECONDS - begun)) s)"
		tail -n 60 "$steps_log"
		failed=$((failed + 1))
	fi
}

# The last line of a suite, and its exit status.
steps_end() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
