// name: stats.count_edges(user_id)
// Edges of the user by type; the labels are those that edges start from.
MATCH (n:Session|Event|Sentence|Entity|Fact|Semantic|Access|SleepRun {user_id: $user_id})-[r]->()
RETURN type(r) AS type, count(r) AS n ORDER BY type
