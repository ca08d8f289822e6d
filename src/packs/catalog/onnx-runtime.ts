import type { PackFile, PackManifest, PackPart, Platform } from '../manifest.js';

const runtimeDirectory = 'node_modules/onnxruntime-node';

const native = (platform: Platform, name: string, sha256: string, sizeBytes: number): PackFile => {
  const path = `bin/napi-v6/${platform.replace('-', '/')}/${name}`;
  return { from: path, to: `${runtimeDirectory}/${path}`, sha256, sizeBytes, platform };
};

/** The CPU provider alone: DirectML and WebGPU libraries are loaded on demand and never asked for. */
const runtimeLibraries: readonly PackFile[] = [
  native(
    'darwin-arm64',
    'libonnxruntime.1.dylib',
    '685d2be5dba1309c89d3a5324b7fd06a5c42f1a61bfea32d14c4cc28d072121d',
    44_589_928,
  ),
  native(
    'darwin-arm64',
    'onnxruntime_binding.node',
    'a3f993357759b06ae2411f70af60f5e041d04521ea7f0d12cb7546e411a527dd',
    266_840,
  ),
  native(
    'linux-arm64',
    'libonnxruntime.so.1',
    '1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76',
    25_135_496,
  ),
  native(
    'linux-arm64',
    'onnxruntime_binding.node',
    'afec78dc11d38dc81605b068cefe1fc73ffe77ca240c15468aa40786150beac8',
    394_648,
  ),
  native(
    'linux-x64',
    'libonnxruntime.so.1',
    'ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23',
    45_828_512,
  ),
  native(
    'linux-x64',
    'onnxruntime_binding.node',
    'ccdc60b981d93a490cf9513d3f583547252b6e285b72988a96a494f2f006c7b8',
    389_488,
  ),
  native(
    'win32-arm64',
    'onnxruntime.dll',
    '6c3a2abf5c6aca11c48a0d338a91af309f2266f25ce2e4084e6a87bbcb0fbfd0',
    29_815_136,
  ),
  native(
    'win32-arm64',
    'onnxruntime_binding.node',
    'd8179924f15c2d3c1c8a75c50adf1671ec28c7f1cb0da9fc28b17daa02c5ecf5',
    422_200,
  ),
  native(
    'win32-x64',
    'onnxruntime.dll',
    '508c362f5673483dd3a086379c392795b2e42d10d5e6f3f90ebd7ac21c97af67',
    28_754_232,
  ),
  native(
    'win32-x64',
    'onnxruntime_binding.node',
    'ddd428464069b84414d34ec1796c7c2a69c33a976e4b0390692629e394f92fa1',
    298_848,
  ),
];

const runtime: PackPart = {
  package: 'onnxruntime-node',
  version: '1.30.0',
  integrity:
    'sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==',
  tarballBytes: 113_507_888,
  files: [
    ...runtimeLibraries,
    {
      from: 'package.json',
      to: `${runtimeDirectory}/package.json`,
      sha256: '0871cd56ac2b9c9dfc834c7eabba819e5d4f966f005388515abb3402b14e0874',
      sizeBytes: 1_593,
    },
  ],
  trees: [
    {
      from: 'dist/',
      to: `${runtimeDirectory}/dist/`,
      sha256: 'df72dce79ec7364b25b2ba86e3f862e02e25aa6e2fc49c7ca0ebfe9ff6f178ea',
      files: 12,
      sizeBytes: 17_398,
    },
  ],
};

const runtimeCommon: PackPart = {
  package: 'onnxruntime-common',
  version: '1.30.0',
  integrity:
    'sha512-7fdVWjAID1dVhH/G8qK3APARunV4VkBFoCQAP7qp4Wkab0mrorvmc+sqiT+mKXOzDqdjN5j+/Z9nb4gzNPWcyA==',
  tarballBytes: 66_795,
  files: [
    {
      from: 'package.json',
      to: 'node_modules/onnxruntime-common/package.json',
      sha256: '4266741a80346e25820ccc494fbffb95e2f652b6dfb5585025be44df3b0d6722',
      sizeBytes: 977,
    },
  ],
  trees: [
    {
      from: 'dist/',
      to: 'node_modules/onnxruntime-common/dist/',
      sha256: 'abe728338af1858f8486dac9f7e3b37925413a255c06e928217c6a0eca89fc2d',
      files: 170,
      sizeBytes: 445_277,
    },
  ],
};

export const onnxRuntimePack: PackManifest & { readonly platforms: readonly Platform[] } = {
  name: 'onnx-runtime',
  title: 'ONNX Runtime',
  licence: 'MIT',
  purpose: 'Runs the neural voice and the speech recogniser.',
  platforms: ['darwin-arm64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'],
  unsupportedHint:
    'The plain voices (flite, espeak) are used instead; recordings are timed without a recogniser.',
  parts: [runtime, runtimeCommon],
};
