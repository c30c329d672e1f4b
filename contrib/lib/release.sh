# shellcheck shell=bash
# Building the release and installing it out of the clone. Sourced by contrib/quickstart: root, prefix, log_folder are set.

build=$root/build-release

release_build() {
	local hint='The browser client takes packages from the npm registry: behind a proxy set https_proxy, for a registry of your own
npm_config_registry, for its certificate NODE_EXTRA_CA_CERTS (a PEM file). Then run this again: it goes on.'
	[ -w "$root" ] || die "$root cannot be written by you; run this as the owner of the clone, or as root."
	[ ! -e "$build" ] || [ -O "$build" ] || die "$build belongs to another user: run this as that user, or remove it."
	if [ "$(cat "$build/prefix" 2>/dev/null)" != "$prefix" ]; then
		rm -rf "$build"
		quietly "$log_folder/meson.log" "meson setup build-release" meson setup "$build" "$root" \
			--buildtype=release --prefix="$prefix" -Dtests=false
		printf '%s\n' "$prefix" >"$build/prefix"
	fi
	quietly "$log_folder/build.log" "release build (server and browser client)" ninja -C "$build"
	rm -rf "$build/stage"
	DESTDIR=$build/stage quietly "$log_folder/install.log" "collect what is to be installed" meson install -C "$build" --no-rebuild
}

# What a tree of files holds, as one word.
release_digest() {
	[ ! -d "$1" ] || (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# Puts the new tree in the place of the old one when they differ; the server is stopped for it and migrated before it starts again.
release_install() {
	if [ "$(release_digest "$build/stage$prefix")" = "$(release_digest "$prefix")" ]; then
		! service_outdated || service_stop
		return
	fi
	say "install into $prefix"
	service_stop
	rm -rf "$prefix.new" "$prefix.old"
	mkdir -p "$(dirname "$prefix")"
	cp -a "$build/stage$prefix" "$prefix.new"
	[ ! -e "$prefix" ] || mv "$prefix" "$prefix.old"
	mv "$prefix.new" "$prefix"
	rm -rf "$prefix.old"
	release_others
}

# The program is one for all regions of this machine; those that run go on with the old one until they are started again.
release_others() {
	local file other
	for file in "$settings_folder"/*.settings; do
		other=$(settings=$file setting data)
		if [ -n "$other" ] && [ "$other" != "$data" ] && (data=$other service_pid >/dev/null); then
			say "  $other still runs with the old program: contrib/quickstart --data $other brings it to this one"
		fi
	done
}
