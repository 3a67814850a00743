# Files that the binary carries inside: each becomes sheetsplit::resources::NAME().
sheetsplit_embed(sheetsplit_core NAME eng_traineddata FILE "${SHEETSPLIT_EMBEDDED_ENG}")
