# shellcheck shell=bash
# The build that the suites test: sanitizers on, in build-test/, installed where every OS user may read it. Sourced with TASUKI_ROOT set.

: "${TASUKI_ROOT:?}"
# shellcheck source=contrib/lib/common.sh
. "$TASUKI_ROOT/contrib/lib/common.sh"

# The place is outside the clone, whose folders only its owner may be able to read: programs that dropped root must find their files.
place=/var/tmp/tasuki-tests-$(printf '%s %s' "$(id -u)" "$TASUKI_ROOT" | sha256sum | cut -c1-8)
export TASUKI_BUILD=$TASUKI_ROOT/build-test TASUKI_OUT=$TASUKI_ROOT/tests/out TASUKI_BIN=$place/bin/tasuki
export CI=true NO_COLOR=1 LC_ALL=C.UTF-8 npm_config_update_notifier=false
mkdir -p "$TASUKI_OUT"

build_setup() {
	[ -d "$place" ] || mkdir -m 0755 "$place"
	[ -O "$place" ] || die "$place belongs to somebody else: remove it."
	[ -f "$TASUKI_BUILD/build.ninja" ] || quietly "$TASUKI_OUT/meson.log" "meson setup build-test (ASan, UBSan)" meson setup \
		"$TASUKI_BUILD" "$TASUKI_ROOT" --prefix="$place" -Dbuildtype=debug -Doptimization=1 -Db_sanitize=address,undefined
}

build_test() {
	build_setup
	quietly "$TASUKI_OUT/build.log" "build with sanitizers" ninja -C "$TASUKI_BUILD"
	quietly "$TASUKI_OUT/install.log" "install into $place" meson install -C "$TASUKI_BUILD" --no-rebuild --only-changed
}
