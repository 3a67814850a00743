# Files that the binary carries inside: each becomes sheetsplit::resources::NAME().
sheetsplit_embed(sheetsplit_core NAME eng_traineddata FILE "${SHEETSPLIT_EMBEDDED_ENG}")
sheetsplit_embed(sheetsplit_core NAME manifest_schema FILE "${PROJECT_SOURCE_DIR}/src/manifest/manifest.schema.json")
sheetsplit_embed(sheetsplit_core NAME plan_schema FILE "${PROJECT_SOURCE_DIR}/src/split/plan.schema.json")
