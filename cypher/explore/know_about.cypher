// name: explore.know_about(name, user_id)
// What do I know about X, and since when?
//
// A row for each fact in which it is subject or object, and one for each text that names it and
// states no such fact; oldest first. Who merely speaks is not named (explore.timeline has that).
//
// Parameters
//   name       as people write it, in any case; an alias will do
//   user_id    whose memory
// Columns
//   entity, kind    what was found under the name
//   what            'fact', or 'text' for words that no fact stands for
//   text            the fact, or the words
//   since           day from which it holds (UTC)
//   since_is        'stated' when the words name that day, 'told' when it is the day of the words
//   last_told       day on which it was last said
//   times, said_by  how often, and by whom
//   graph           what Neo4j Browser draws: the entity, its facts, and the texts they come from
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param name => 'Porto'
MATCH (n:Entity {user_id: $user_id})
WHERE n.key = toLower(trim($name))
   OR any(alias IN n.aliases WHERE toLower(alias) = toLower(trim($name)))
CALL (n) {
  MATCH (n)<-[:SUBJECT|OBJECT]-(f:Fact {user_id: $user_id})-[tie:SUBJECT|OBJECT]->(x:Entity)
  MATCH (f)<-[s:STATES]-(u:Event|Sentence)
  WHERE s.retracted_at IS NULL
  OPTIONAL MATCH (e:Event)-[h:HAS_SENTENCE]->(u)
  WITH f, tie, x, s, u, h, coalesce(e, u) AS source
  ORDER BY source.occurred_at, source.id
  WITH f, min(source.occurred_at) AS told, max(source.occurred_at) AS last_told,
       count(DISTINCT source) AS times, collect(DISTINCT source.speaker) AS said_by,
       collect(DISTINCT x) + collect(DISTINCT source) + collect(DISTINCT u) AS nodes,
       collect(DISTINCT tie) + collect(DISTINCT s) + collect(DISTINCT h) AS edges
  RETURN 'fact' AS what, f.id AS id, f.text AS text, f.valid_from AS stated, told, last_told,
         times, said_by, [f] + nodes + edges AS parts
UNION ALL
  MATCH (n)<-[m:MENTIONS]-(u:Event|Sentence)
  WHERE m.role <> 'speaker' AND m.retracted_at IS NULL
    AND NOT EXISTS { MATCH (u)-[t:STATES]->(:Fact)-[:SUBJECT|OBJECT]->(n) WHERE t.retracted_at IS NULL }
  OPTIONAL MATCH (e:Event)-[h:HAS_SENTENCE]->(u)
  WITH u, coalesce(e, u) AS source, collect(DISTINCT m) + collect(DISTINCT h) AS edges
  RETURN 'text' AS what, u.id AS id, u.text AS text, null AS stated, source.occurred_at AS told,
         source.occurred_at AS last_told, 1 AS times,
         CASE WHEN source.speaker IS NULL THEN [] ELSE [source.speaker] END AS said_by,
         [source, u] + edges AS parts
}
WITH n, what, id, text, stated, coalesce(stated, told) AS begun, last_told, times, said_by, parts
RETURN n.name AS entity, n.kind AS kind, what, text,
       toString(date(datetime({epochMillis: begun}))) AS since,
       CASE WHEN stated IS NULL THEN 'told' ELSE 'stated' END AS since_is,
       toString(date(datetime({epochMillis: last_told}))) AS last_told, times, said_by,
       [n] + parts AS graph
ORDER BY n.key, n.id, what, begun, id
