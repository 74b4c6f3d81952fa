// name: erase.list_forms(ids, user_id)
// Where entities are still mentioned; offsets count characters of the whole event's text.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[m:MENTIONS]-(x)
USING INDEX n:Entity(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
RETURN DISTINCT n.id AS id, m.start AS start, m.end AS end, coalesce(e.speaker, x.speaker) AS speaker,
       CASE WHEN m.role = 'speaker' THEN NULL ELSE coalesce(e.text, p.text, x.text) END AS text,
       CASE WHEN m.role = 'speaker' THEN NULL ELSE coalesce(e.packed, p.packed, x.packed) END AS packed
