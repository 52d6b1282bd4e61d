#!/bin/sh
# Make the secret files that docker-compose.yml reads, at random; existing ones are kept.
set -eu
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
random() { od -An -tx1 -N32 /dev/urandom | tr -d ' \n'; }
put() { [ -e "$folder/$1" ] || printf '%s\n' "$2" >"$folder/$1"; }
put postgres_password "$(random)"
put nlu_token "$(random)"
put database_url "postgresql://donghanh:$(cat "$folder/postgres_password")@postgres/donghanh"
if [ ! -e "$folder/redis.conf" ]; then
    password=$(random)
    printf 'requirepass %s\nappendonly yes\nmaxmemory 512mb\nmaxmemory-policy volatile-ttl\ndir /data\n' "$password" >"$folder/redis.conf"
    printf 'redis://:%s@redis:6379/0\n' "$password" >"$folder/redis_url"
fi
# The containers read them as users of their own.
chmod 0644 "$folder"/*
chmod 0711 "$folder"
echo "Các tệp bí mật ở $folder/ đã sẵn sàng."
