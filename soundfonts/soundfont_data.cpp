// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfont_data.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

// The assembler takes the file in as it is. Written out for the compiler, as a resource or an array, 15 MB cost it half a
// minute and 2 GB of memory.
asm(".section .rodata\n"
    ".balign 16\n"
    ".globl tutti_embedded_bank\n"
    ".globl tutti_embedded_bank_end\n"
    "tutti_embedded_bank:\n"
    ".incbin \"" TUTTI_EMBEDDED_BANK "\"\n"
    "tutti_embedded_bank_end:\n"
    ".previous\n");

extern "C" const std::byte tutti_embedded_bank[];
extern "C" const std::byte tutti_embedded_bank_end[];

namespace tutti {

std::span<const std::byte> embeddedBank()
{
    return {tutti_embedded_bank, tutti_embedded_bank_end};
}

void restEmbeddedBank() noexcept
{
    // Whole pages of the program's file, which nobody can have written to: the kernel reads them again when it must.
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto first = (reinterpret_cast<std::uintptr_t>(tutti_embedded_bank) + page - 1) / page * page;
    const auto last = reinterpret_cast<std::uintptr_t>(tutti_embedded_bank_end) / page * page;
    if (first < last)
        (void)madvise(reinterpret_cast<void *>(first), last - first, MADV_DONTNEED); // a hint: refused, it costs memory
}

} // namespace tutti
