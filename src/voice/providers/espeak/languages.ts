/**
 * Languages that espeak-ng reads: BCP 47 tag and its own name for the voice. Left out are languages made for
 * fiction, historical spellings, Japanese, whose Han signs it cannot read, and Chuvash, whose numbers it leaves out.
 */
const lines = `
af gmw/af
am sem/am
an roa/an
ar sem/ar
as inc/as
az trk/az
ba trk/ba
be zle/be
bg zls/bg
bn inc/bn
bpy inc/bpy
bs zls/bs
ca roa/ca
cs zlw/cs
cy cel/cy
da gmq/da
de gmw/de
el grk/el
en-US gmw/en-US
en-GB gmw/en
en-029 gmw/en-029
eo art/eo
es-ES roa/es
es-419 roa/es-419
et urj/et
eu eu
fa ira/fa
fi urj/fi
fo gmq/fo
fr-FR roa/fr
fr-BE roa/fr-BE
fr-CH roa/fr-CH
ga cel/ga
gd cel/gd
gn sai/gn
gu inc/gu
hak sit/hak
haw map/haw
he sem/he
hi inc/hi
hr zls/hr
ht roa/ht
hu urj/hu
hy ine/hy
hyw ine/hyw
ia art/ia
id poz/id
io art/io
is gmq/is
it roa/it
ka ccs/ka
kaa trk/kaa
kk trk/kk
kl esx/kl
kn dra/kn
ko ko
kok inc/kok
ku ira/ku
ky trk/ky
la itc/la
lb gmw/lb
lt bat/lt
ltg bat/ltg
lv bat/lv
mi poz/mi
mk zls/mk
ml dra/ml
mr inc/mr
ms poz/ms
mt sem/mt
my sit/my
nb gmq/nb
no gmq/nb
nci azc/nci
ne inc/ne
nl gmw/nl
nog trk/nog
om cus/om
or inc/or
pa inc/pa
pap roa/pap
pl zlw/pl
pt-BR roa/pt-BR
pt-PT roa/pt
qu qu
quc myn/quc
ro roa/ro
ru zle/ru
ru-LV zle/ru-LV
sd inc/sd
shn tai/shn
si inc/si
sk zlw/sk
sl zls/sl
smj urj/smj
sq ine/sq
sr zls/sr
sv gmq/sv
sw bnt/sw
ta dra/ta
te dra/te
th tai/th
ti sem/ti
tk trk/tk
tn bnt/tn
tr trk/tr
tt trk/tt
ug trk/ug
uk zle/uk
ur inc/ur
uz trk/uz
vi aav/vi
yue sit/yue
zh-CN sit/cmn
`;

export const espeakLanguages: readonly { readonly language: string; readonly voice: string }[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [language = '', voice = ''] = line.split(' ');
    return { language, voice };
  });
