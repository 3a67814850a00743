# Files that the binary carries inside: each becomes sheetsplit::resources::NAME().
sheetsplit_embed(sheetsplit_core NAME eng_traineddata FILE "${SHEETSPLIT_EMBEDDED_ENG}")
sheetsplit_embed(sheetsplit_core NAME manifest_schema FILE "${PROJECT_SOURCE_DIR}/src/manifest/manifest.schema.json")
sheetsplit_embed(sheetsplit_core NAME plan_schema FILE "${PROJECT_SOURCE_DIR}/src/split/plan.schema.json")
# What the program is made of: the table that `--version --verbose` prints, and the notices in full.
sheetsplit_embed(sheetsplit_core NAME components FILE "${SHEETSPLIT_COMPONENTS_FILE}")
sheetsplit_embed(sheetsplit_core NAME third_party_notices FILE "${SHEETSPLIT_NOTICES_FILE}")
