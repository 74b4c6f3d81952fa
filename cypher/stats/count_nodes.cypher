// name: stats.count_nodes(user_id)
// Nodes of the user by label.
MATCH (n) WHERE n.user_id = $user_id
RETURN labels(n)[0] AS label, count(n) AS n ORDER BY label
