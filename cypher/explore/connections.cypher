// name: explore.connections(from_name, to_name, user_id)
// How are X and Y connected?
//
// The shortest chain of facts between them, and the shortest chain of words: of texts that name
// both, or that one person said. At most eight steps each; no row where there is no chain. Of
// chains that are equally short, one is shown. The embedded engine looks at one shortest chain: where
// that leads over something retracted, it finds none, though a longer one may stand.
//
// Parameters
//   from_name, to_name   as people write them, in any case; aliases will do
//   user_id    whose memory
// Columns
//   from_entity, to_entity   what was found under the names
//   through    'facts' or 'words'
//   steps      how many edges the chain has
//   chain      what lies on it, end to end
//   edges      what ties one to the next
//   graph      what Neo4j Browser draws: the chain
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param from_name => 'Mira'
//   :param to_name => 'Kestrel'
MATCH (a:Entity {user_id: $user_id})
WHERE a.key = toLower(trim($from_name))
   OR any(alias IN a.aliases WHERE toLower(alias) = toLower(trim($from_name)))
MATCH (b:Entity {user_id: $user_id})
WHERE b.key = toLower(trim($to_name))
   OR any(alias IN b.aliases WHERE toLower(alias) = toLower(trim($to_name)))
WITH a, b
WHERE a.id <> b.id
CALL (a, b) {
  MATCH path = shortestPath((a)-[:SUBJECT|OBJECT*..8]-(b))
  WHERE all(x IN nodes(path) WHERE x.user_id = $user_id AND coalesce(x.status, 'active') = 'active')
  RETURN 'facts' AS through, path
UNION ALL
  MATCH path = shortestPath((a)-[:MENTIONS|HAS_SENTENCE|PART_OF*..8]-(b))
  WHERE all(x IN nodes(path) WHERE x.user_id = $user_id)
    AND all(r IN relationships(path) WHERE r.retracted_at IS NULL)
  RETURN 'words' AS through, path
}
RETURN a.name AS from_entity, b.name AS to_entity, through, length(path) AS steps,
       [x IN nodes(path) | coalesce(x.name, x.text)] AS chain,
       [r IN relationships(path) | coalesce(r.role, toLower(replace(type(r), '_', ' ')))] AS edges,
       path AS graph
ORDER BY a.key, a.id, b.key, b.id, through
