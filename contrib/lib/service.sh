# shellcheck shell=bash
# Starting and stopping the server of one region: by systemd when that runs and we are root, else in the background with a pid file.
# Sourced by contrib/quickstart.

unit=/etc/systemd/system/tasuki.service

# systemd keeps one region, that of the default settings file; others of the same machine run in the background.
service_by_systemd() {
	[ -d /run/systemd/system ] && is_root && [ "$settings" = /etc/tasuki/tasuki.settings ]
}

service_log_place() {
	if service_by_systemd; then printf 'journalctl -u tasuki'; else printf '%s' "$log"; fi
}

# The supervisor's process id, when it lives.
service_pid() {
	local pid
	pid=$(cat "$data/run/tasuki.pid" 2>/dev/null) || return 1
	[ -n "$pid" ] && grep -qz '^serve$' "/proc/$pid/cmdline" 2>/dev/null && printf '%s' "$pid"
}

# It runs from a program that has been replaced since.
service_outdated() {
	local pid
	pid=$(service_pid) && [[ "$(readlink "/proc/$pid/exe")" == *' (deleted)' ]]
}

service_stop() {
	local pid begun=$SECONDS
	pid=$(service_pid) || return 0
	say "stop the server (process $pid)"
	if service_by_systemd && systemctl is-active --quiet tasuki; then
		systemctl stop tasuki
		return
	fi
	kill -TERM "$pid" 2>/dev/null || die "The server of $data (process $pid) belongs to another user: stop it as that user, or as root."
	while [ -d "/proc/$pid" ]; do
		[ $((SECONDS - begun)) -lt 60 ] || die "The server (process $pid) has not stopped in 60 s; its log: $(service_log_place)"
		sleep 0.2
	done
}

# Its own certificate need not be for a name of this machine: here only an answer is wanted.
service_healthy() {
	curl --silent --fail --insecure --max-time 3 --output /dev/null "https://$(service_address):$port/api/health"
}

# Where this machine reaches it.
service_address() {
	local address
	address=$(setting listen.address)
	case $address in '' | :: | 0.0.0.0) printf localhost ;; *:*) printf '[%s]' "$address" ;; *) printf '%s' "$address" ;; esac
}

service_start() {
	if service_pid >/dev/null; then
		service_wait
		return
	fi
	! (: <>"/dev/tcp/$(service_address)/$port") 2>/dev/null || die "Port $port is taken by another program: choose one with --port N."
	if service_by_systemd; then
		service_unit
		say "start the server (systemd: tasuki.service)"
		systemctl restart tasuki
	else
		service_log_turn
		say "start the server in the background (log: $log)"
		setsid "$prefix/bin/tasuki" serve --settings "$settings" >>"$log" 2>&1 </dev/null &
		background=$!
	fi
	service_wait
}

# The journal limits itself. A log file is turned by logrotate where root has one, and at a start once it is large.
service_log_turn() {
	[ "$(stat -c %s "$log" 2>/dev/null || echo 0)" -lt 20000000 ] || mv "$log" "$log.1"
	! is_root || [ ! -d /etc/logrotate.d ] || install -m 0644 "$root/contrib/logrotate/tasuki" /etc/logrotate.d/tasuki
}

service_unit() {
	sed "s|^ReadWritePaths=.*|ReadWritePaths=$data $data.keys $data.recovery -/run/tasuki|" "$root/contrib/systemd/tasuki.service" >"$unit.new"
	if cmp -s "$unit.new" "$unit"; then
		rm "$unit.new"
	else
		mv "$unit.new" "$unit"
		systemctl daemon-reload
	fi
	systemctl enable --quiet tasuki
}

service_log_end() {
	if service_by_systemd; then journalctl -u tasuki -n 20 --no-pager -o cat || true; else tail -n 20 "$log" || true; fi
}

# Until it answers; a server that has ended is told at once, with the end of its log.
service_wait() {
	local begun=$SECONDS
	until service_healthy; do
		if [ $((SECONDS - begun)) -ge 60 ] || { [ -n "${background:-}" ] && ! kill -0 "$background" 2>/dev/null; }; then
			service_log_end >&2
			die "The server does not answer at https://$(service_address):$port/api/health. Its log: $(service_log_place)"
		fi
		sleep 0.2
	done
	say "https://$(service_address):$port/api/health answers"
}
