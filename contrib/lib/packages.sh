# shellcheck shell=bash
# Which Debian packages (12 and 13) Tasuki needs, by purpose, and installing those that are missing. Sourced after common.sh.

# shellcheck disable=SC2034 # the lists are for the scripts that source this file
packages_build=(
	gcc libc6-dev libcurl4-openssl-dev libicu-dev libjansson-dev libmecab-dev libmicrohttpd-dev libpango1.0-dev libpcre2-dev libpq-dev libseccomp-dev libsodium-dev
	libssl-dev libuv1-dev libwebsockets-dev mecab-ipadic meson ninja-build pkgconf python3 skkdic-extra unicode-data
)
# shellcheck disable=SC2034
packages_run=(ca-certificates curl fonts-noto-cjk libpangocairo-1.0-0 libwebsockets-evlib-uv mecab-ipadic-utf8 openssl)
# shellcheck disable=SC2034
packages_database=(postgresql) # the private one's programs; a region with a database of its own needs none
# shellcheck disable=SC2034
packages_test=(chromium clang clang-tidy fonts-ipafont-gothic libargon2-dev libclang-rt-dev libcmocka-dev poppler-utils python3-aiosmtpd shellcheck)

# packages_missing PACKAGE…: those that are not installed, one a line.
packages_missing() {
	local there
	there=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
	printf '%s\n' "$@" | grep -vxF -f <(printf '%s\n' "$there") || true
}

# Another source's nodejs brings its own npm and conflicts with Debian's: each is asked for only where there is none.
packages_node_missing() {
	command -v node >/dev/null || printf '%s\n' nodejs
	command -v npm >/dev/null || printf '%s\n' npm
}

# packages_install LOG PACKAGE…: those that are missing (nodejs and npm always among those wanted).
packages_install() {
	local log=$1 missing=() hint
	shift
	hint='Does this machine reach its Debian mirror (/etc/apt/sources.list, proxy in /etc/apt/apt.conf.d)? Run this again then: it goes on.'
	mapfile -t missing < <(packages_missing "$@" && packages_node_missing)
	[ ${#missing[@]} -eq 0 ] && return 0
	say "Debian packages to install: ${missing[*]}"
	root_ready "Installing Debian packages"
	quietly "$log" "package lists (apt-get update)" as_root apt-get update
	case " ${missing[*]} " in *" postgresql "*) packages_no_cluster "$log" ;; esac
	quietly "$log" "packages (apt-get install)" packages_apt "${missing[@]}"
}

# apt waits up to a minute for another one, such as the nightly upgrade, to end.
packages_apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=60 \
		-o Dpkg::Use-Pty=0 -o APT::Color=0 "$@"
}

# Debian makes and starts a cluster 'main' when the server package comes in; Tasuki has its own and needs none.
packages_no_cluster() {
	local conf=/etc/postgresql-common/createcluster.conf
	[ -z "$(packages_missing postgresql-common)" ] || quietly "$1" "packages (postgresql-common)" packages_apt postgresql-common
	as_root sed -i -E 's/^#?[[:space:]]*create_main_cluster[[:space:]]*=.*/create_main_cluster = false/' "$conf"
	grep -q '^create_main_cluster = false' "$conf" || printf 'create_main_cluster = false\n' | as_root tee -a "$conf" >/dev/null
}
