/* Big-endian numbers at any address, as every stored and sent format here has them. */
#ifndef TASUKI_CRYPT_NUMBER_H
#define TASUKI_CRYPT_NUMBER_H

#include <stdint.h>

static inline void number_put_u16(unsigned char *p, uint16_t v)
{
	p[0] = (unsigned char)(v >> 8);
	p[1] = (unsigned char)v;
}

static inline uint16_t number_get_u16(const unsigned char *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static inline void number_put_u32(unsigned char *p, uint32_t v)
{
	number_put_u16(p, (uint16_t)(v >> 16));
	number_put_u16(p + 2, (uint16_t)v);
}

static inline uint32_t number_get_u32(const unsigned char *p)
{
	return (uint32_t)number_get_u16(p) << 16 | number_get_u16(p + 2);
}

static inline void number_put_u64(unsigned char *p, uint64_t v)
{
	number_put_u32(p, (uint32_t)(v >> 32));
	number_put_u32(p + 4, (uint32_t)v);
}

static inline uint64_t number_get_u64(const unsigned char *p)
{
	return (uint64_t)number_get_u32(p) << 32 | number_get_u32(p + 4);
}

#endif
