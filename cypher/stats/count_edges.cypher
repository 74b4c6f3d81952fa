// name: stats.count_edges(user_id)
// Edges of the user by type.
MATCH (n)-[r]->() WHERE n.user_id = $user_id
RETURN type(r) AS type, count(r) AS n ORDER BY type
