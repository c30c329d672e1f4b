# shellcheck shell=bash
# The OS users of the roles (only when started as root; see contrib/README.md). Sourced after common.sh.

users_roles=(tasuki-db tasuki-front tasuki-job tasuki-keys)

# One system user a role, no home, no shell, no password; nothing to do for those that exist.
users_create() {
	local user
	for user in "${users_roles[@]}"; do
		getent passwd "$user" >/dev/null && continue
		say "OS user $user"
		useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
	done
}
