// name: stats.count_nodes(user_id)
// Nodes of the user by label. The labels are named so that their indexes serve.
MATCH (n:User|Session|Event|Sentence|Entity|Fact|Semantic|Access|SleepRun|Tombstone {user_id: $user_id})
RETURN labels(n)[0] AS label, count(n) AS n ORDER BY label
