// name: schema.embedded.008_semantics()#
// Vectors of semantic memories, for recall over large users (the engine's own DDL).
CREATE PROPERTY Semantic.embedding IF NOT EXISTS ARRAY_OF_FLOATS;
CREATE INDEX semantic_embedding IF NOT EXISTS ON Semantic (embedding) LSM_VECTOR METADATA {"dimensions": 384, "similarity": "COSINE"};
