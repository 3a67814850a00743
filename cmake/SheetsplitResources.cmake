# Files that the binary carries inside: each becomes sheetsplit::resources::NAME().
sheetsplit_embed(sheetsplit_core NAME eng_traineddata FILE "${SHEETSPLIT_EMBEDDED_ENG}" PACKED)
sheetsplit_embed(sheetsplit_core NAME manifest_schema FILE "${PROJECT_SOURCE_DIR}/src/manifest/manifest.schema.json")
sheetsplit_embed(sheetsplit_core NAME plan_schema FILE "${PROJECT_SOURCE_DIR}/src/split/plan.schema.json")

# The pages for people; src/review puts them together.
foreach(part IN ITEMS base.css dom.js words.js model.js session.js strip.js list.js details.js)
    string(REPLACE "." "_" part_name "${part}")
    sheetsplit_embed(sheetsplit_core NAME review_${part_name} FILE src/review/page/${part})
endforeach()
foreach(kind IN ITEMS html css js)
    sheetsplit_embed(sheetsplit_core NAME review_page_${kind} FILE src/review/page/review.${kind})
    sheetsplit_embed(sheetsplit_core NAME review_index_${kind} FILE src/review/page/index.${kind})
endforeach()
# What the program is made of: the table that `--version --verbose` prints, and the notices in full.
sheetsplit_embed(sheetsplit_core NAME components FILE "${SHEETSPLIT_COMPONENTS_FILE}")
sheetsplit_embed(sheetsplit_core NAME third_party_notices FILE "${SHEETSPLIT_NOTICES_FILE}" PACKED)
