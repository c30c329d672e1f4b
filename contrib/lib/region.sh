# shellcheck shell=bash
# One region: its settings file, data folder, certificate and demo town. Sourced by contrib/quickstart: see places() and arguments() there.

tasuki() {
	"$prefix/bin/tasuki" "$@"
}

# setting NAME: its value in the settings file, or nothing.
setting() {
	sed -nE "s/^[[:space:]]*${1//./\\.}[[:space:]]*=[[:space:]]*(.*[^[:space:]])[[:space:]]*$/\1/p" "$settings" 2>/dev/null | tail -n 1
}

# The exact origins a browser may come from.
region_origins() {
	printf 'https://localhost:%s https://127.0.0.1:%s' "$port" "$port"
	[ "$(uname -n)" = localhost ] || printf ' https://%s:%s' "$(uname -n | tr '[:upper:]' '[:lower:]')" "$port"
}

# Made once; later only a new --port is written into it, the rest belongs to whoever runs the region.
region_settings() {
	local old
	if [ -f "$settings" ]; then
		old=$(setting listen.port) old=${old:-8443} port=${port:-$old}
		[ "$port" != "$old" ] || return 0
		say "port $port in $settings"
		sed -i -E '/^[[:space:]]*(listen\.port|site\.origin)[[:space:]]*=/d' "$settings"
		printf 'listen.port = %s\nsite.origin = %s\n' "$port" "$(region_origins)" >>"$settings"
		service_stop
		return
	fi
	port=${port:-8443}
	say "settings file $settings"
	{
		printf '# All settings and what they mean: tasuki settings; an annotated example: contrib/settings.example\n'
		printf 'data = %s\nlisten.port = %s\nsite.origin = %s\n' "$data" "$port" "$(region_origins)"
	} >"$settings"
	chmod 0600 "$settings"
}

# Whether it is a demo is decided when the data folder is made; a later run finds it in <data>/made-as.
region_kind() {
	local made
	made=$(cat "$data/made-as" 2>/dev/null) || return 0
	[ "$made" = demo ] || demo=false
	[ "$made" = real ] || $demo || die "$data was made as a demo and stays one. A real region has a data folder of its own: --data DIR"
}

# Folders, private PostgreSQL, keys, database of this edition; and the demo town. What is there already stays as it is.
# What init says goes to the terminal only: in a real region it is the office's first password.
region_init() {
	local kind=--no-demo
	region_kind
	! service_pid >/dev/null || return 0
	! $demo || kind=--demo
	say "data folder $data"
	mkdir -p "$(dirname "$data")"
	tasuki init --data "$data" "$kind" --settings "$settings" 2>"$log_folder/init.log" || {
		cat "$log_folder/init.log" >&2
		die "The data folder could not be made ready: $data"
	}
	! $demo || quietly "$log_folder/demo.log" "demo town" tasuki demo seed "$root/contrib/demo/town.json" --settings "$settings"
	printf '%s\n' "$($demo && printf demo || printf real)" >"$data/made-as"
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
	printf '\nTasuki runs at  https://localhost:%s\n' "$port"
	printf '(The certificate is this machine'\''s own: the browser asks once whether to trust it.)\n\n'
	printf '  program    %s\n  data       %s  (private PostgreSQL)\n' "$prefix" "$data"
	printf '  keys       %s.keys, %s.recovery  (in a real region: on other disks)\n' "$data" "$data"
	printf '  settings   %s\n  log        %s\n' "$settings" "$(service_log_place)"
	printf '  stop       %s --stop' "$root/contrib/quickstart"
	[ "$data" = "$data_default" ] || printf ' --data %s' "$data"
	printf '\n'
	[ "$(cat "$data/made-as")" != demo ] || region_accounts
}

# Everybody of the demo town has the password of its file.
region_accounts() {
	printf '\nDemo town. Everybody signs in with the password  %s\n\n' \
		"$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1], encoding="utf-8"))["password"])' "$root/contrib/demo/town.json")"
	tasuki demo accounts --settings "$settings" | sed 's/^/  /'
}
