// name: erase.list_fact_texts(ids, user_id)
// Texts that still state facts about entities, and who said them.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[:SUBJECT|OBJECT]-(:Fact)<-[:STATES]-(x)
USING INDEX n:Entity(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
RETURN DISTINCT n.id AS id, coalesce(e.text, p.text, x.text) AS text, coalesce(e.packed, p.packed, x.packed) AS packed,
       coalesce(e.speaker, x.speaker) AS speaker
