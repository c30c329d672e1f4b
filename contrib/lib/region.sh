# shellcheck shell=bash
# One region: its settings file, data folder, certificate and demo town. Sourced by contrib/quickstart: see places() and arguments() there.

tasuki() {
	"$prefix/bin/tasuki" "$@"
}

# setting NAME: its value in the settings file, or nothing.
setting() {
	[ -f "$settings" ] || return 0
	sed -nE "s/^[[:space:]]*${1//./\\.}[[:space:]]*=[[:space:]]*(.*[^[:space:]])[[:space:]]*$/\1/p" "$settings" | tail -n 1
}

# The exact origins a browser may come from.
region_origins() {
	printf 'https://localhost:%s https://127.0.0.1:%s' "$port" "$port"
	[ "$(uname -n)" = localhost ] || printf ' https://%s:%s' "$(uname -n | tr '[:upper:]' '[:lower:]')" "$port"
}

# What is decided already: by the settings file, and by how the data folder was made.
region_known() {
	local other made
	other=$(setting data)
	[ -z "$other" ] || [ "$other" = "$data" ] ||
		die "$settings is for the data folder $other, not $data." "Say --data $other, or give the new folder another last part."
	external=$(setting database.url)
	made=$(cat "$data/made-as" 2>/dev/null) || return 0
	[ "$made" = real ] || $demo ||
		die "$data was made as a demo and stays one. A real region has a data folder of its own: --no-demo --data DIR"
	[ "$made" = demo ] || demo=false
}

# The roles are users of their own: they must come through every folder above, which a home folder does not allow.
region_reachable() {
	local above=$data
	is_root || return 0
	while [ "$above" != / ]; do
		above=$(dirname "$above")
		[ ! -d "$above" ] || [ $((0$(stat -c %a "$above") & 1)) -eq 1 ] ||
			die "$above lets nobody else through, and the roles in $data run as users of their own." "Choose a folder like /var/lib/NAME or /srv/NAME."
	done
}

# Made once; later only a new --port is written into it, the rest belongs to whoever runs the region.
region_settings() {
	local old
	if [ -n "$(setting data)" ]; then
		old=$(setting listen.port) old=${old:-8443} port=${port:-$old}
		[ "$port" != "$old" ] || return 0
		say "port $port in $settings"
		sed -i -E '/^[[:space:]]*(listen\.port|site\.origin)[[:space:]]*=/d' "$settings"
		printf 'listen.port = %s\nsite.origin = %s\n' "$port" "$(region_origins)" >>"$settings"
		service_stop
		return
	fi
	port=${port:-$(setting listen.port)} port=${port:-8443}
	say "settings file $settings"
	[ -f "$settings" ] || printf '# All settings and what they mean: tasuki settings; an annotated example: contrib/settings.example\n' >"$settings"
	printf 'data = %s\n' "$data" >>"$settings"
	[ -n "$(setting listen.port)" ] || printf 'listen.port = %s\n' "$port" >>"$settings"
	[ -n "$(setting site.origin)" ] || printf 'site.origin = %s\n' "$(region_origins)" >>"$settings"
	! $demo || printf 'training.video = %s\ntraining.captions = %s\ntraining.video_seconds = 20\n' \
		"$prefix/share/tasuki/demo/training.webm" "$prefix/share/tasuki/demo/training.vtt" >>"$settings"
	chmod 0600 "$settings"
}

# Folders, private PostgreSQL, keys, database of this edition; and the demo town. What is there already stays as it is.
# What init says goes to the terminal only: in a real region it is the office's first password.
region_init() {
	local kind=--no-demo
	! service_pid >/dev/null || return 0
	! $demo || kind=--demo
	say "data folder $data"
	mkdir -p "$(dirname "$data")"
	tasuki init --data "$data" "$kind" --settings "$settings" 2>"$log_folder/init.log" || {
		cat "$log_folder/init.log" >&2
		die "The data folder could not be made ready: $data"
	}
	! $demo || quietly "$log_folder/demo.log" "demo town" tasuki demo seed "$root/contrib/demo/town.json" --settings "$settings"
	region_kind
}

# For the next run, which must not take a real region for a demo.
region_kind() {
	if $demo; then echo demo; else echo real; fi >"$data/made-as"
}

# A backup instead of a new region. Keys that were brought from elsewhere get their owner; whether it was a demo the database knows.
region_restore() {
	local folder
	! service_pid >/dev/null || die "The server of $data is running: contrib/quickstart --stop first."
	for folder in "$data.keys" "$data.recovery"; do
		[ -d "$folder" ] || die "There is no $folder: put the current copy there first, not one of the same day as the backup." \
			"A lost key store is made again with: $prefix/bin/tasuki keys recover PRIVATE-KEY-FILE --backup $restore --settings $settings"
		! is_root || { chown -R tasuki-keys: "$folder" && chmod 0700 "$folder"; }
	done
	say "restore $restore into $data"
	tasuki restore "$restore" --settings "$settings" || die "It was not restored; run this again when what it says is done."
	if tasuki demo accounts --settings "$settings" >/dev/null 2>&1; then demo=true; else demo=false; fi
	region_kind
}

# Self-signed, ECDSA P-256, for this machine's names; kept while it is good for another 30 days or is somebody else's.
region_certificate() {
	local tls=$data/tls names
	[ -z "$(setting tls.certificate)" ] || return 0
	! openssl x509 -in "$tls/certificate.pem" -noout -checkend 2592000 >/dev/null 2>&1 || return 0
	say "self-signed certificate $tls/certificate.pem"
	names="DNS:localhost,DNS:$(uname -n),IP:127.0.0.1,IP:::1"
	mkdir -p "$tls"
	(umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 397 -subj "/CN=$(uname -n)" \
		-addext "subjectAltName=$names" -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature \
		-addext extendedKeyUsage=serverAuth -keyout "$tls/key.pem" -out "$tls/certificate.pem" 2>"$log_folder/certificate.log") ||
		die "openssl could not make a certificate: $log_folder/certificate.log"
	chmod 0644 "$tls/certificate.pem"
	! is_root || { chgrp tasuki-front "$tls" "$tls/key.pem" && chmod 0750 "$tls" && chmod 0640 "$tls/key.pem"; }
}

region_tell() {
	local database='with a private PostgreSQL' this=$root/contrib/quickstart
	[ -z "$external" ] || database='PostgreSQL: database.url in the settings'
	[ "$data" = "$data_default" ] || this+=" --data $data"
	printf '\nTasuki runs at  %s\n' "$(setting site.origin | cut -d' ' -f1)"
	[ -n "$(setting tls.certificate)" ] ||
		printf '(The certificate is this machine'\''s own: the browser asks once whether to trust it.)\n'
	printf '\n  program    %s/bin/tasuki\n  data       %s  (%s)\n' "$prefix" "$data" "$database"
	printf '  keys       %s.keys, %s.recovery\n' "$data" "$data"
	printf '  settings   %s\n  log        %s\n' "$settings" "$(service_log_place)"
	printf '  stop       %s --stop\n' "$this"
	if $demo; then region_accounts; else region_open_ends; fi
}

# Everybody of the demo town has the password of its file.
region_accounts() {
	printf '\nDemo town: who can sign in\n\n'
	tasuki demo accounts --settings "$settings" | python3 "$root/contrib/lib/accounts.py" "$root/contrib/demo/town.json"
}

same_disk() {
	[ "$(stat -c %d "$1")" = "$(stat -c %d "$2")" ]
}

# What nobody but the operator can do before real patients come in; only what is still open is said.
region_open_ends() {
	local open=()
	is_root || open+=("start it as root, so that each role is an OS user of its own: quickstart as root, in a data folder of root's")
	[ ! -e "$data.recovery/RECOVERY-PRIVATE-KEY" ] ||
		open+=("take $data.recovery/RECOVERY-PRIVATE-KEY away: two copies in two safes, none on this machine")
	! same_disk "$data" "$data.keys" || open+=("give $data.keys a disk of its own")
	! same_disk "$data" "$data.recovery" || open+=("give $data.recovery a disk, better a machine, of its own")
	[ -n "$(setting tls.certificate)" ] || open+=("a certificate and a name people know: tls.certificate, tls.key, site.origin in $settings")
	[ -e /etc/systemd/system/tasuki-backup.timer ] || crontab -l 2>/dev/null | grep -q 'tasuki backup' ||
		open+=("a backup every night: contrib/systemd/tasuki-backup.timer, or a line in a crontab")
	[ ${#open[@]} -gt 0 ] || return 0
	printf '\nStill to do before real patients (docs/operating.md says how):\n'
	printf '  - %s\n' "${open[@]}"
}
