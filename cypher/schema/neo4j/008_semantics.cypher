// name: schema.neo4j.008_semantics()#
// Vectors of semantic memories, for recall over large users.
CREATE VECTOR INDEX semantic_embedding IF NOT EXISTS FOR (n:Semantic) ON (n.embedding)
OPTIONS {indexConfig: {`vector.dimensions`: 384, `vector.similarity_function`: 'cosine'}}
