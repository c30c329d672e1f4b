# shellcheck shell=bash
# What contrib/quickstart, contrib/trial and tests/run share: words on the terminal, being root, waiting visibly. Sourced, never run.

started=$SECONDS

# say TEXT…: one line with the seconds since the start, so that a slow step is seen as one.
say() {
	printf '%4ds  %s\n' $((SECONDS - started)) "$*"
}

# die TEXT…: what went wrong and what to do, a line each; ends the script.
die() {
	printf '\n' >&2
	printf '%s\n' "$@" >&2
	exit 1
}

is_root() {
	[ "$(id -u)" -eq 0 ]
}

# as_root COMMAND…: directly, or through sudo (see root_ready).
as_root() {
	if is_root; then "$@"; else sudo "$@"; fi
}

# root_ready WHY: before the first as_root, while the terminal is still ours: sudo asks for the password here.
root_ready() {
	is_root && return 0
	command -v sudo >/dev/null || die "$1 needs root, and there is no sudo here." "Run this as root, or install sudo and let $(id -un) use it."
	sudo -v || die "$1 needs root, and sudo did not let $(id -un) through. Run this as root, or as a user who may use sudo."
}

# Where LOG has got to, in one line: how much of it where apt says how much there is, then its last line.
progress_of() {
	local last
	last=$(tail -c 400 "$1" | tr '\r' '\n' | grep . | tail -n 1 | cut -c1-100 || true)
	printf '%s%s' "$(apt_percent "$1")" "$last"
}

# apt says how many packages it takes, then of each that it unpacks it and sets it up.
apt_percent() {
	awk '/newly installed/ { all = 2 * ($1 + $3) }
		/^(Unpacking|Setting up) / { done++ }
		END { if (all > 0 && done <= all) printf "%d %%  ", 100 * done / all }' "$1"
}

# quietly LOG WHAT COMMAND…: output goes to LOG; a line every 10 s while it runs; on failure the end of LOG is shown, and what the
# variable `hint` says can be done about it.
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
			say "  … $(progress_of "$log")"
		fi
	done
	wait "$pid" || status=$?
	[ "$status" -eq 0 ] && return 0
	tail -n 30 "$log" >&2
	die "This step failed (status $status): $what. The whole output is in $log" ${hint:+"$hint"}
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
