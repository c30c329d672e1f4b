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
	[ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && grep -qz '^serve$' "/proc/$pid/cmdline" 2>/dev/null && printf '%s' "$pid"
}

service_stop() {
	local pid begun=$SECONDS
	pid=$(service_pid) || return 0
	say "stop the server (process $pid)"
	if service_by_systemd && systemctl is-active --quiet tasuki; then
		systemctl stop tasuki
		return
	fi
	kill -TERM "$pid"
	while kill -0 "$pid" 2>/dev/null; do
		[ $((SECONDS - begun)) -lt 60 ] || die "The server (process $pid) has not stopped in 60 s; its log: $log"
		sleep 0.2
	done
}

service_healthy() {
	curl --silent --fail --max-time 3 --cacert "$data/tls/certificate.pem" --output /dev/null "https://localhost:$port/api/health"
}

service_start() {
	if service_pid >/dev/null; then
		service_wait
		return
	fi
	! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || die "Port $port is taken by another program: choose one with --port N."
	if service_by_systemd; then
		service_unit
		say "start the server (systemd: tasuki.service)"
		systemctl restart tasuki
	else
		say "start the server in the background (log: $log)"
		setsid "$prefix/bin/tasuki" serve --settings "$settings" >>"$log" 2>&1 </dev/null &
		background=$!
	fi
	service_wait
}

service_unit() {
	sed "s|^ReadWritePaths=.*|ReadWritePaths=$data $data.keys $data.recovery|" "$root/contrib/systemd/tasuki.service" >"$unit.new"
	cmp -s "$unit.new" "$unit" && rm "$unit.new" && return
	mv "$unit.new" "$unit"
	systemctl daemon-reload
	systemctl enable --quiet tasuki
}

# Until it answers; a server that has ended is told at once, with the end of its log.
service_wait() {
	local begun=$SECONDS
	until service_healthy; do
		if [ $((SECONDS - begun)) -ge 60 ] || { [ -n "${background:-}" ] && ! kill -0 "$background" 2>/dev/null; }; then
			tail -n 20 "$log" >&2 2>/dev/null || true
			die "The server does not answer at https://localhost:$port/api/health. Its log: $(service_log_place)"
		fi
		sleep 0.2
	done
	say "https://localhost:$port/api/health answers"
}
