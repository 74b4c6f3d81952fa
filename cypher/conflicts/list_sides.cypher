// name: conflicts.list_sides(ids, user_id, most)
// Facts with the statements of theirs that stand, at most $most of each, those that came to be known last: what is
// compared. Sorted by who reads them: the engine takes as long for that as for all the rest.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)-[:SUBJECT]->(n:Entity)
CALL (f) {
  MATCH (f)<-[s:STATES]-(u:Event|Sentence)
  WHERE s.retracted_at IS NULL
  RETURN s, u ORDER BY coalesce(s.recorded_at, 0) DESC, u.id LIMIT $most
}
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (w:Event)-[:HAS_SENTENCE]->(u)
WITH f, n, o, s, u, coalesce(w, u) AS e
RETURN f.id AS id, f.predicate AS predicate, f.polarity AS polarity, f.modality AS modality,
       n.id AS subject_id, n.name AS subject, n.kind AS subject_kind,
       coalesce(o.name, s.literal, f.literal) AS object, o.kind AS object_kind,
       coalesce(s.text, f.text) AS text, s.tense AS tense, s.valid_from AS valid_from,
       s.valid_to AS valid_to, coalesce(s.recorded_at, e.recorded_at) AS recorded_at,
       CASE WHEN size(u.text) <= 600 THEN u.text ELSE '' END AS said,
       s.start AS place, coalesce(u.start, 0) AS offset, e.speaker AS speaker,
       e.id AS event_id, e.occurred_at AS occurred_at, e.seq AS seq
