/* msbat.h - every public header of libmsbat; including single headers works as well. */
#ifndef MSBAT_H
#define MSBAT_H

#include "msbat/base.h"
#include "msbat/ce.h"
#include "msbat/chemomech.h"
#include "msbat/crystal.h"
#include "msbat/echem.h"
#include "msbat/homog.h"
#include "msbat/io.h"
#include "msbat/kmc.h"
#include "msbat/link.h"
#include "msbat/material.h"
#include "msbat/thermo.h"
#include "msbat/tst.h"

#endif
