-- name: list_stopped
SELECT la_code, address, (extract(epoch FROM stopped_at) * 1000000)::bigint
FROM termwise.recipient WHERE stopped_at IS NOT NULL ORDER BY la_code, address LIMIT $1::bigint;
