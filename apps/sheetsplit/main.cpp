#include <cstdio>

int main() {
    std::puts("sheetsplit " SHEETSPLIT_VERSION);
    return 0;
}
