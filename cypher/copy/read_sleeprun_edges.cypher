// name: copy.read_sleeprun_edges(ids, user_id)
// Edges that start at some SleepRun nodes.
UNWIND $ids AS id
MATCH (n:SleepRun {id: id, user_id: $user_id})-[r]->(m) USING INDEX n:SleepRun(id)
RETURN type(r) AS type, labels(n)[0] AS source_label, n.id AS source, labels(m)[0] AS target_label,
       m.id AS target, properties(r) AS properties
