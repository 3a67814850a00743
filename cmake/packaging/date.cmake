# Read by cpack before it makes a package: the date inside, in place of that of the day.
set(ENV{SOURCE_DATE_EPOCH} ${CPACK_SHEETSPLIT_DATE})
