# shellcheck shell=bash
# The OS users of the roles and their common group (only when started as root; see contrib/README.md). Sourced after common.sh.

users_roles=(tasuki-db tasuki-front tasuki-job tasuki-keys tasuki-mail)
users_of_database=(tasuki-db tasuki-front tasuki-job tasuki-mail) # the group opens the folder of PostgreSQL's socket; keys has no business there

# System users, no home, no shell, no password; nothing to do for those that exist.
users_create() {
	local user
	getent group tasuki >/dev/null || groupadd --system tasuki
	for user in "${users_roles[@]}"; do
		getent passwd "$user" >/dev/null && continue
		say "OS user $user"
		useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
	done
	for user in "${users_of_database[@]}"; do
		id -nG "$user" | tr ' ' '\n' | grep -qx tasuki || usermod -aG tasuki "$user"
	done
}
