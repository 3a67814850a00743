#include "adapters/pdf/value.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit::pdf;

TEST_CASE("whole numbers are whole also with a fraction of zeros, and others do not count") {
    CHECK(Value(Number{"90.0"}).as_integer() == 90);
    CHECK_FALSE(Value(Number{"99999999999999999999"}).as_integer());
    CHECK_FALSE(Value(Name{"A"}).as_integer());
    CHECK(Value::real(297.64).number()->text == "297.64");
    CHECK(Value::real(-0.00001).number()->text == "0");
    CHECK(Value::real(100).number()->text == "100");
}
