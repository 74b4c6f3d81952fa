// name: copy.read_session_edges(ids, user_id)
// Edges that start at some Session nodes, but those to their events, which may be very many.
UNWIND $ids AS id
MATCH (n:Session {id: id, user_id: $user_id})-[r]->(m) USING INDEX n:Session(id)
WHERE type(r) <> 'HAS_EVENT'
RETURN type(r) AS type, labels(n)[0] AS source_label, n.id AS source, labels(m)[0] AS target_label,
       m.id AS target, properties(r) AS properties
