// name: export.list_edges(user_id)
// Every edge of the user; the labels are those that edges start from.
MATCH (a:Session|Event|Sentence|Entity|Fact|Semantic {user_id: $user_id})-[r]->(b)
RETURN a.id AS source, b.id AS target, type(r) AS type, r.role AS role, r.gap_ms AS gap_ms
ORDER BY source, target, type, role
