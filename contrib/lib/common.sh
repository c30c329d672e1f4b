# shellcheck shell=bash
# What contrib/quickstart, contrib/trial and tests/run share: words on the terminal, being root, waiting visibly. Sourced, never run.

started=$SECONDS

# say TEXT…: one line with the seconds since the start, so that a slow step is seen as one.
say() {
	printf '%4ds  %s\n' $((SECONDS - started)) "$*"
}

# die TEXT…: what went wrong and what to do; ends the script.
die() {
	printf '\n%s\n' "$*" >&2
	exit 1
}

is_root() {
	[ "$(id -u)" -eq 0 ]
}

# as_root COMMAND…: directly, or through sudo.
as_root() {
	if is_root; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "This step needs root and there is no sudo: run this as root, or install sudo. The step: $*"
	fi
}

# quietly LOG WHAT COMMAND…: output goes to LOG; a line every 10 s while it runs; on failure the end of LOG is shown.
quietly() {
	local log=$1 what=$2 pid shown=$SECONDS status=0
	shift 2
	say "$what"
	"$@" >"$log" 2>&1 </dev/null &
	pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		sleep 0.1
		if [ $((SECONDS - shown)) -ge 10 ]; then
			shown=$SECONDS
			say "  … $(tail -n 1 "$log" | tr -d '\r' | cut -c1-110)"
		fi
	done
	wait "$pid" || status=$?
	[ "$status" -eq 0 ] && return 0
	tail -n 30 "$log" >&2
	die "This step failed (status $status): $what. The whole output is in $log"
}

# stamp_of FILE…: one word that changes when any of the files does.
stamp_of() {
	cat "$@" | sha256sum | cut -d' ' -f1
}

# npm_ci FOLDER LOG: node_modules as package-lock.json says; nothing to do when it has not changed.
npm_ci() {
	local folder=$1 log=$2 stamp
	stamp=$(stamp_of "$folder/package-lock.json")
	[ "$(cat "$folder/node_modules/.stamp" 2>/dev/null)" = "$stamp" ] && return 0
	quietly "$log" "node modules of ${folder##*/}/" npm ci --prefix "$folder" --no-audit --no-fund --loglevel=http
	printf '%s\n' "$stamp" >"$folder/node_modules/.stamp"
}
