// Things that are dear to make and may be used by one thread at a time.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

// Lends a thing to a thread and takes it back; makes a new one when none is free.
template <class Thing>
class Pool {
public:
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<Thing> thing) : pool_(&pool), thing_(std::move(thing)) {}
        Loan(Loan&&) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        ~Loan() {
            if (thing_) pool_->give_back(std::move(thing_));
        }
        Thing* operator->() const { return thing_.get(); }
        Thing& operator*() const { return *thing_; }

    private:
        Pool* pool_;
        std::unique_ptr<Thing> thing_;
    };

    // `make()` returns Expected<std::unique_ptr<Thing>>.
    template <class Make>
    Expected<Loan> borrow(Make&& make) {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                auto thing = std::move(free_.back());
                free_.pop_back();
                return Loan(*this, std::move(thing));
            }
        }
        auto made = make();
        if (!made) return made.error();
        return Loan(*this, std::move(*made));
    }

private:
    void give_back(std::unique_ptr<Thing> thing) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(thing));
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<Thing>> free_;
};

}  // namespace sheetsplit
