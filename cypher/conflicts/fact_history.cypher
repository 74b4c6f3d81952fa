// name: conflicts.fact_history(name, predicate, user_id)
// History of a fact
//
// Everything that was told about one subject by one predicate, and all that was found and decided
// between these facts, in the order in which it became known. What was undone is there too.
//
// Parameters
//   name       the subject, as people write it, in any case; an alias will do
//   predicate  as facts have it, such as live_in; explore.know_about shows them
//   user_id    whose memory
// Columns
//   known      day on which it became known (UTC)
//   what       'told', 'retracted', 'conflict', 'replaced', 'both hold', or 'undone'
//   fact       the fact; of a replacement, what holds now
//   against    the other fact, of a conflict or a decision
//   holds      day from which the fact holds, or its replacement does (UTC); empty: it never held
//   by         who said it; 'user' or the version of the rules of what was decided
//   reason     the words, or the reason
//   graph      what Neo4j Browser draws
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param name => 'Mira'
//   :param predicate => 'live_in'
MATCH (n:Entity {user_id: $user_id})
WHERE n.key = toLower(trim($name))
   OR any(alias IN n.aliases WHERE toLower(alias) = toLower(trim($name)))
MATCH (n)<-[:SUBJECT]-(f:Fact {user_id: $user_id})
WHERE f.predicate = $predicate
CALL (n, f) {
  MATCH (f)<-[s:STATES]-(u:Event|Sentence)
  OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(u)
  WITH n, f, s, u, coalesce(e, u) AS source
  UNWIND CASE WHEN s.retracted_at IS NULL THEN ['told'] ELSE ['told', 'retracted'] END AS what
  RETURN CASE WHEN what = 'told' THEN coalesce(s.recorded_at, source.recorded_at, 0)
              ELSE s.retracted_at END AS moment,
         what, null AS against, coalesce(s.valid_from, source.occurred_at) AS holds,
         coalesce(source.speaker, source.role) AS by, u.text AS reason, [n, f, s, u, source] AS graph
UNION ALL
  MATCH (f)-[r:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH]->(g:Fact)
  UNWIND CASE WHEN r.retracted_at IS NULL THEN [type(r)] ELSE [type(r), 'undone'] END AS what
  RETURN CASE WHEN what = 'undone' THEN r.retracted_at
              ELSE coalesce(r.recorded_at, r.detected_at, 0) END AS moment,
         CASE what WHEN 'CONFLICTS_WITH' THEN 'conflict' WHEN 'SUPERSEDES' THEN 'replaced'
                   WHEN 'COEXISTS_WITH' THEN 'both hold' ELSE what END AS what,
         g.text AS against, r.at AS holds, coalesce(r.by, r.rule) AS by,
         CASE what WHEN 'undone' THEN r.retracted_reason ELSE r.reason END AS reason, [n, f, r, g] AS graph
}
RETURN toString(date(datetime({epochMillis: moment}))) AS known, what, f.text AS fact, against,
       CASE WHEN holds IS NOT NULL THEN toString(date(datetime({epochMillis: holds}))) END AS holds,
       by, reason, graph
ORDER BY moment, what = 'undone', holds, f.id, what, against, reason
