// name: export.list_edges(user_id)
// Every edge of the user.
MATCH (a)-[r]->(b) WHERE a.user_id = $user_id
RETURN a.id AS source, b.id AS target, type(r) AS type, r.role AS role, r.gap_ms AS gap_ms
ORDER BY source, target, type
